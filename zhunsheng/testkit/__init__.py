"""The test kit: golden cases of a policy, run against every engine.

    cases.py       case tables of a policy file -> Case
    run.py         Case -> Outcome, policies -> Report
    scenarios.py   the scenarios beside a policy file -> Scenario; arithmetic.py works out their sums
    boundaries.py  where a clause changes its mind, and which sides no case covers
    plugin.py      the pytest plugin

Nothing is imported here: the pytest plugin is loaded in every pytest run of the environment and must cost nothing.
"""
