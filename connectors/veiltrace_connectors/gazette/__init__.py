"""The Gazette, Britain's official journal: notices of insolvency and of estates, as its feed."""
