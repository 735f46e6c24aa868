"""The platform: its API, the key to it, jobs and their results. The only place that knows httpx."""
