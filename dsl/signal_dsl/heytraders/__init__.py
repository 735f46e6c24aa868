"""The platform: its API, the key to it, jobs and their results. The only place that knows httpx.

client          Client: a method for each endpoint, in endpoints/ by area; models/ is what they answer
  transport     what is asked again and what never is, and which error a failure is (refusals, errors)
  exchange      one request and its answer over HTTP (answers, waiting, logs)
access          which address and which key: environment, settings, credentials/ (address, secret)
run             Runs: a backtest from its request to its document: submit, follow (polling), collect (fetching, prices)
  journal       what was sent from this machine (entries); kept are the results (document/), events what is told
gate, syncing   the leaderboard's quality gate; the list of indicators
"""
