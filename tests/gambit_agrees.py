"""Reads the games of a folder with Gambit, and compares its equilibria with ours.

Each game is NAME.labelled.nfg, NAME.plain.nfg and NAME.json, our answers. Exits with 77 where Gambit is missing.
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


def main(folder):
    for answers in sorted(Path(folder).glob("*.json")):
        ours = json.loads(answers.read_text())
        for form in ["labelled", "plain"]:
            pure, extreme, worst = compare(answers.with_suffix(f".{form}.nfg"), ours)
        print(f"{answers.stem}: {pure} pure, {extreme} extreme equilibria agree; logit to {worst:.0e}")


main(sys.argv[1])
