"""The control plane: who may ask, about which case, under which mandate, and what came of it.

No personal data of debtors or third parties lies here: people, cases and contact points are
named by their keyed ids alone. Names are those of tenants, staff and partners.
"""
