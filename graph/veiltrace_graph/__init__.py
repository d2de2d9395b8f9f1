"""The debtor-asset graph: model, keyed ids, resolution, stores, snapshot, relatedness."""
