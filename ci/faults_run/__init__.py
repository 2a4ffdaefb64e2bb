"""ci/faults: faults against the stack of one machine, and the ledger of what became of every study."""
