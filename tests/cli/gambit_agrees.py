"""Reads the games of a folder with Gambit, and compares its equilibria with ours.

Each game is NAME.labelled.nfg, NAME.plain.nfg and NAME.json, our answers; or NAME.efg and NAME.tree. Exits with 77 where Gambit is missing.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path

try:
    import pygambit
except ImportError:
    print("this Python has no pygambit; `pip install pygambit` brings it")
    sys.exit(77)


def labels(game):
    """The labels of each player's strategies, in Gambit 17 and 16."""
    if hasattr(game, "get_strategies"):
        return [game.get_strategies(player) for player in game.players]
    return [[strategy.label for strategy in player.strategies] for player in game.players]


def mixes(game, profile):
    """A profile as a list of lists; fractions stay fractions."""
    rows = profile.mixed_strategies() if hasattr(profile, "mixed_strategies") else enumerate(profile)
    return [[mix[label] for label in own] for own, (_, mix) in zip(labels(game), rows, strict=True)]


def exact(game, profile):
    return tuple(tuple(str(Fraction(str(p))) for p in mix) for mix in mixes(game, profile))


def compare(path, ours):
    game = pygambit.read_nfg(str(path))
    pure = {exact(game, e) for e in pygambit.nash.enumpure_solve(game).equilibria}
    shape = [len(own) for own in labels(game)]
    expected = {
        tuple(tuple("1" if k == own else "0" for k in range(n)) for n, own in zip(shape, moves))
        for moves in ours["pure"]
    }
    assert pure == expected, f"{path.name}: pure equilibria {pure} and {expected}"
    if ours["extreme"] is not None:
        found = {exact(game, e) for e in pygambit.nash.enummixed_solve(game, rational=True).equilibria}
        expected = {tuple(tuple(mix) for mix in e) for e in ours["extreme"]}
        assert found == expected, f"{path.name}: Gambit alone has {found - expected}, we {expected - found}"
    worst = 0.0
    for answer in ours["logit"]:
        [point] = pygambit.qre.logit_solve_lambda(game, lam=[answer["lambda"]])
        found = [float(p) for mix in mixes(game, point.profile) for p in mix]
        worst = max(worst, max(abs(a - b) for a, b in zip(found, answer["mixes"], strict=True)))
    assert worst < 1e-6, f"{path.name}: logit equilibria differ by {worst}"
    return len(ours["pure"]), len(ours["extreme"] or []), worst


def behaviour(game, profile):
    """For each player, the mix at each of its information sets, in Gambit 17 and 16."""
    if hasattr(game.players[0], "infosets"):
        sets = [player.infosets for player in game.players]
        return [[[profile[action] for action in one.actions] for one in own] for own in sets]
    return [[list(mix.values()) for _, mix in profile[player]] for player in game.players]


def values(game, profile):
    if hasattr(profile, "payoffs"):
        paid = profile.payoffs()
        return [paid[player] for player in game.players]
    return [profile.payoff(player) for player in game.players]


def compare_trees(path, ours):
    game = pygambit.read_efg(str(path))
    [point] = pygambit.qre.logit_solve_lambda(game, lam=[ours["lambda"]])
    found = behaviour(game, point.profile)
    worst = 0.0
    for mine, theirs in zip(ours["mixes"], found, strict=True):
        for one, other in zip(mine, theirs, strict=True):
            worst = max(worst, *(abs(a - b) for a, b in zip(one, other, strict=True)))
    for a, b in zip(ours["values"], values(game, point.profile), strict=True):
        worst = max(worst, abs(a - b))
    assert worst < 1e-6, f"{path.name}: behaviour or values differ by {worst}"
    return sum(len(own) for own in found), worst


def main(folder):
    for answers in sorted(Path(folder).glob("*.tree")):
        sets, worst = compare_trees(answers.with_suffix(".efg"), json.loads(answers.read_text()))
        print(f"{answers.stem}: logit behaviour at {sets} information sets agrees to {worst:.0e}")
    for answers in sorted(Path(folder).glob("*.json")):
        ours = json.loads(answers.read_text())
        for form in ["labelled", "plain"]:
            pure, extreme, worst = compare(answers.with_suffix(f".{form}.nfg"), ours)
        print(f"{answers.stem}: {pure} pure, {extreme} extreme equilibria agree; logit to {worst:.0e}")


main(sys.argv[1])
