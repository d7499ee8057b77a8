"""The test kit: golden cases of a policy, run against every engine.

    cases/         case tables of a policy file -> Case
    scenarios/     the scenarios beside a policy file -> Scenario; arithmetic.py works out their sums
    running/       Case, Scenario -> Outcome, policies -> Report
    boundaries/    where a clause changes its mind, and which sides no case covers
    mutants/       which small mistakes no case would notice
    plugin.py      the pytest plugin

In: a policy folder. Out: what became of its cases. Imported from here: the rooms.

Nothing is imported here: the pytest plugin is loaded in every pytest run of the environment and must cost nothing.
"""
