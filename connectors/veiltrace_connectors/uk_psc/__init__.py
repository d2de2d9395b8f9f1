"""The UK register of people with significant control: Companies House's snapshot and stream."""
