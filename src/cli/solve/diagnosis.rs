//! The diagnosis of a whole scenario, for people.

use super::super::screen::{CAUTION, HEADING, Screen};
use super::super::summary::certified;
use standoff::prose::numbers::{number, share};
use standoff::results::diagnosis::{ClassShare, DiagnosisFigures, PairTime, TypeWorth};
use std::io;

/// Games that take less time than this are told together.
const LEAST: f64 = 0.01;
/// So many games of a pair are told by name.
const MOST: usize = 6;

pub(super) fn print(screen: &mut Screen, figures: &DiagnosisFigures) -> io::Result<()> {
    screen.styled(HEADING, &figures.title)?;
    screen.paragraph("", "", "What the actors stand to get in this model, and which games they are in.")?;
    screen.gap()?;
    screen.styled(HEADING, "Discounted payoffs")?;
    worths(screen, figures)?;
    for warning in &figures.warnings {
        screen.styled_paragraph(CAUTION, "  Warning: ", "    ", warning)?;
    }
    screen.gap()?;
    screen.styled(HEADING, "Share of expected playing time in each game, what follows a round included")?;
    for pair in &figures.pairs {
        screen.gap()?;
        time(screen, figures, pair)?;
    }
    if figures.pairs.iter().any(|pair| !pair.classes.is_empty()) {
        screen.gap()?;
        screen.paragraph(
            "",
            "  ",
            "To an actor, T: it holds and the other concedes; R: both concede; P: both hold; S: it concedes alone. To hold is \
             not to concede: to hold or to escalate, in the mixture of the equilibrium.",
        )?;
    }
    screen.gap()?;
    screen.paragraph("", "  ", &certified(&figures.certificate))
}

/// A row for each thing to get, a column for each type.
fn worths(screen: &mut Screen, figures: &DiagnosisFigures) -> io::Result<()> {
    let name = |kind: &TypeWorth| match kind.id.is_empty() {
        true => kind.actor_label.clone(),
        false => format!("{}: {} ({})", kind.actor_label, kind.label, share(kind.prior)),
    };
    let header: Vec<String> = std::iter::once(String::new()).chain(figures.types.iter().map(name)).collect();
    let row = |label: &str, of: &dyn Fn(&TypeWorth) -> String| {
        std::iter::once(label.to_owned()).chain(figures.types.iter().map(of)).collect::<Vec<_>>()
    };
    let mut rows = vec![
        row("Value of the game (fixed beliefs)", &|kind| number(kind.value)),
        row("Status quo for ever", &|kind| kind.status_quo.map_or_else(|| "without bound".into(), number)),
    ];
    let outcomes = figures.types.first().map_or(&[][..], |kind| &kind.outcomes);
    for (index, outcome) in outcomes.iter().enumerate() {
        rows.push(row(&format!("Outcome: {}", outcome.label), &|kind| {
            let worth = &kind.outcomes[index];
            format!("{}{}", number(worth.payoff), if worth.varies { " at the start" } else { "" })
        }));
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    screen.table(&header, rows, 1)
}

fn time(screen: &mut Screen, figures: &DiagnosisFigures, pair: &PairTime) -> io::Result<()> {
    let unit = &figures.round_unit;
    let who = format!("{}: ", pair.labels.join(" – "));
    let what = format!(
        "{} of plays, {} {unit}s each in the mean",
        share(pair.probability),
        number(pair.expected_rounds)
    );
    screen.labelled(HEADING, &who, &what)?;
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
    screen.table(&["Game", name(0), name(1), "Pure equilibria", "Time"], rows, 4)
}

fn pure(class: &ClassShare) -> String {
    match class.pure.is_empty() {
        true => "none".to_owned(),
        false => class.pure.iter().map(|moves| moves.join("/")).collect::<Vec<_>>().join(", "),
    }
}
