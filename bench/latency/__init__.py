"""How long a study takes, on ./radstream stack with the latency of S3 put between it and the job."""
