//! Which game a scenario is, as tables for people.

use super::document::{Table, names};
use crate::prose::Payoffs;
use crate::prose::numbers::{number, share};
use crate::results::diagnosis::{ClassShare, DiagnosisFigures, PairTime, TypeWorth};

/// Games that take less time than this are told together.
const LEAST: f64 = 0.01;
/// So many games of a pair are told by name.
const MOST: usize = 6;

/// What the shares of time are of.
pub const TIME: &str = "Share of expected playing time in each game, what follows a round included";

/// What the letters of an order of preference mean.
pub const LETTERS: &str = "To an actor, T: it holds and the other concedes; R: both concede; P: both hold; S: it concedes alone. To hold is \
                           not to concede: to hold or to escalate, in the mixture of the equilibrium.";

/// What each type stands to get: a row for each thing, a column for each type.
#[must_use]
pub fn worths(figures: &DiagnosisFigures) -> Table {
    let name = |kind: &TypeWorth| match kind.id.is_empty() {
        true => kind.actor_label.clone(),
        false => format!("{}: {} ({})", kind.actor_label, kind.label, share(kind.prior)),
    };
    let header: Vec<String> = std::iter::once(String::new()).chain(figures.types.iter().map(name)).collect();
    let row = |label: &str, of: &dyn Fn(&TypeWorth) -> String| {
        std::iter::once(label.to_owned()).chain(figures.types.iter().map(of)).collect::<Vec<_>>()
    };
    let pay = |kind: &TypeWorth| {
        let outcomes = kind.outcomes.iter().map(|worth| &worth.payoff);
        Payoffs::of([&kind.value].into_iter().chain(&kind.status_quo).chain(outcomes))
    };
    let mut rows = vec![
        row("Value of the game (fixed beliefs)", &|kind| pay(kind).alone(kind.value)),
        row("Status quo for ever", &|kind| {
            kind.status_quo.map_or_else(|| "without bound".into(), |worth| pay(kind).alone(worth))
        }),
    ];
    let outcomes = figures.types.first().map_or(&[][..], |kind| &kind.outcomes);
    for (index, outcome) in outcomes.iter().enumerate() {
        rows.push(row(&format!("Outcome: {}", outcome.label), &|kind| {
            let worth = &kind.outcomes[index];
            format!("{}{}", pay(kind).alone(worth.payoff), if worth.varies { " at the start" } else { "" })
        }));
    }
    Table::new("Discounted payoffs", header, rows, 1)
}

/// Who they are, and how much they play: `United States (Dealmaker) – North Korea (Hardliner)`, `24 % of plays, …`.
#[must_use]
pub fn pair(figures: &DiagnosisFigures, pair: &PairTime) -> (String, String) {
    let what = format!(
        "{} of plays, {} {}s each in the mean",
        share(pair.probability),
        number(pair.expected_rounds),
        figures.round_unit
    );
    (pair.labels.join(" – "), what)
}

/// How a pair of types spends its time.
#[must_use]
pub fn time(figures: &DiagnosisFigures, pair: &PairTime) -> Table {
    let told: Vec<&ClassShare> =
        pair.classes.iter().filter(|class| class.share >= LEAST).take(MOST).collect();
    let mut rows: Vec<Vec<String>> = told
        .iter()
        .map(|class| {
            let [first, second] = &class.preferences;
            vec![class.name.clone(), first.clone(), second.clone(), pure(class), share(class.share)]
        })
        .collect();
    let plain = |what: String, of: f64| vec![what, String::new(), String::new(), String::new(), share(of)];
    rows.extend(
        pair.without_choice
            .iter()
            .filter(|without| without.share >= LEAST / 10.0)
            .map(|without| plain(format!("None: {}", without.why), without.share)),
    );
    let others = pair.classes.len() - told.len();
    if others > 0 {
        let rest = pair.classes.iter().map(|class| class.share).sum::<f64>()
            - told.iter().map(|class| class.share).sum::<f64>();
        rows.push(plain(format!("{others} other games"), rest.max(0.0)));
    }
    // Players of the header: the actors, without their types.
    let mut actors: Vec<&str> = Vec::new();
    for kind in &figures.types {
        if !actors.contains(&kind.actor_label.as_str()) {
            actors.push(&kind.actor_label);
        }
    }
    let name = |index: usize| actors.get(index).copied().unwrap_or_default();
    let (who, what) = self::pair(figures, pair);
    let header = names(&["Game", name(0), name(1), "Pure equilibria", "Time"]);
    Table::new(&format!("{who}: {what}"), header, rows, 4)
}

fn pure(class: &ClassShare) -> String {
    match class.pure.is_empty() {
        true => "none".to_owned(),
        false => class.pure.iter().map(|moves| moves.join("/")).collect::<Vec<_>>().join(", "),
    }
}
