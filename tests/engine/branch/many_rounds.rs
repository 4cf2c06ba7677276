//! Random scenarios of 2 to 12 rounds between two actors who hold out: tracks, rules with conditions and chances,
//! outcomes and private types; some with both sides alike.

use crate::engine::random_scenarios::generator::Dice;
use std::fmt::Write;

/// The text of a scenario.
pub(crate) fn scenario(number: u64) -> String {
    let mut dice = Dice::new(3_000_000 + number);
    let alike = dice.percent(40);
    let moves = 2 + usize::from(dice.percent(30));
    let track = dice.percent(40);
    let typed = if track || moves > 2 { dice.percent(15) } else { dice.percent(35) };
    let rounds = 2 + dice.roll(if typed || moves > 2 { 6 } else { 11 });
    let mut text = format!("title = \"Holding out\"\nrounds = {rounds}\n");
    if track {
        writeln!(text, "[track.tension]\nrange = [0, 2]\nstart = {}", dice.roll(2)).unwrap();
    }
    let body = |dice: &mut Dice| Side::drawn(dice, track, moves, typed);
    let left = body(&mut dice);
    let right = if alike { left.clone() } else { body(&mut dice) };
    text += &left.text("a", "b");
    text += &right.text("b", "a");
    let deal = dice.percent(60);
    let certain = dice.percent(40);
    let chance = |dice: &mut Dice| dice.number(&[0.1, 0.25, 0.5, 0.75, 0.9]);
    let mut rule = |id: &str, when: &str, chance: Option<f64>, what: &str| {
        let chance = chance.map_or(String::new(), |chance| format!("chance = {chance:?}\n"));
        writeln!(text, "[[rule]]\nid = \"{id}\"\nwhen = [{when}]\n{chance}{what}").unwrap();
    };
    if track {
        rule(
            "grows",
            "\"a avoids give\", \"b avoids give\"",
            Some(chance(&mut dice)),
            "shift = { tension = 1 }",
        );
        let calms = if alike { "\"a concedes\", \"b concedes\"" } else { "\"a concedes\"" };
        rule("calms", calms, Some(chance(&mut dice)), "shift = { tension = -1 }");
    }
    if moves > 2 {
        // One who pushes is met by chance; both sides in turn, so that neither comes first where they are alike.
        let chance = chance(&mut dice);
        rule("push", "\"a plays push\", \"b plays push\"", Some(chance), "outcome = \"war\"");
        rule("pushed-a", "\"a concedes\", \"b plays push\"", Some(chance), "outcome = \"b-wins\"");
        rule("pushed-b", "\"b concedes\", \"a plays push\"", Some(chance), "outcome = \"a-wins\"");
    }
    if deal {
        let chance = (!certain).then(|| chance(&mut dice));
        rule("peace", "\"a concedes\", \"b concedes\"", chance, "outcome = \"deal\"");
    }
    if dice.percent(75) {
        let clash = if track && dice.percent(50) {
            "\"a holds\", \"b holds\", \"tension >= 1\""
        } else {
            "\"a holds\", \"b holds\""
        };
        rule("clash", clash, Some(chance(&mut dice)), "outcome = \"war\"");
    }
    if dice.percent(75) {
        let chance = dice.percent(40).then(|| chance(&mut dice));
        rule("a-prevails", "\"a holds\", \"b concedes\"", chance, "outcome = \"a-wins\"");
        rule("b-prevails", "\"b holds\", \"a concedes\"", chance, "outcome = \"b-wins\"");
    }
    for outcome in OUTCOMES {
        writeln!(text, "[[outcome]]\nid = \"{outcome}\"").unwrap();
    }
    text + "[[outcome]]\nid = \"open\"\notherwise = true\n"
}

const OUTCOMES: [&str; 4] = ["war", "deal", "a-wins", "b-wins"];

/// What an actor is: numbers alone, so that the other side can be the same.
#[derive(Clone)]
struct Side {
    rationality: f64,
    discount: f64,
    moves: usize,
    war: f64,
    deal: f64,
    wins: f64,
    loses: f64,
    /// What conceding costs.
    give: f64,
    tension: Option<f64>,
    /// A prior, and what war and losing are to the two types.
    types: Option<(f64, [(f64, f64); 2])>,
}

impl Side {
    fn drawn(dice: &mut Dice, track: bool, moves: usize, typed: bool) -> Side {
        // Whole numbers now and then: then ties and symmetries come up that nobody meant.
        let whole = dice.percent(50);
        let mut number = |low: f64, high: f64| {
            let number = low + (high - low) * dice.share();
            if whole { number.round() } else { (number * 1000.0).round() / 1000.0 }
        };
        let (war, deal, wins, loses) =
            (number(-20.0, -3.0), number(-1.0, 5.0), number(0.0, 6.0), number(-8.0, 0.0));
        let give = number(-1.0, 1.0);
        let tension = track.then(|| number(-2.0, 0.0));
        let kinds = [(number(-20.0, -3.0), number(-8.0, 0.0)), (number(-8.0, 0.0), number(-12.0, -4.0))];
        let types = typed.then(|| (dice.number(&[0.25, 0.5, 0.7]), kinds));
        let rationality = dice.number(&[0.3, 0.5, 1.0, 1.0, 1.5, 2.0, 3.0]);
        let discount = dice.number(&[1.0, 1.0, 0.95, 0.8]);
        Side { rationality, discount, moves, war, deal, wins, loses, give, tension, types }
    }

    fn text(&self, own: &str, other: &str) -> String {
        let Side { rationality, discount, war, deal, wins, loses, give, .. } = self;
        let mut text = format!(
            "[actor.{own}]\nrationality = {rationality:?}\ndiscount = {discount:?}\n\
             payoff.outcome = {{ war = {war:?}, deal = {deal:?}, {own}-wins = {wins:?}, {other}-wins = {loses:?} }}\n\
             payoff.move = {{ give = {give:?} }}\n\
             move.give.stance = \"concede\"\nmove.stay = {{}}\n"
        );
        if self.moves > 2 {
            text += "move.push.stance = \"escalate\"\n";
        }
        if let Some(tension) = self.tension {
            writeln!(text, "payoff.track = {{ tension = {tension:?} }}").unwrap();
        }
        if let Some((prior, kinds)) = self.types {
            for (kind, (prior, (war, loses))) in [prior, 1.0 - prior].into_iter().zip(kinds).enumerate() {
                let payoff = format!("{{ war = {war:?}, {other}-wins = {loses:?} }}");
                writeln!(text, "type.t{kind} = {{ prior = {prior:?}, payoff.outcome = {payoff} }}").unwrap();
            }
        }
        text
    }
}
