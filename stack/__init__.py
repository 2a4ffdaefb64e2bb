"""A cloud on one machine: what ./radstream stack starts, watches and takes away."""
