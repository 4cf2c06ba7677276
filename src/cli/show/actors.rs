//! The actors of a briefing: types, moves, payoffs.

use super::Page;
use crate::cli::screen::{HEADING, Screen};
use standoff::prose::{Words, effect_name, percent, plain};
use standoff::report::Marks;
use standoff::scenario::{Actor, ActorType, Amount, Effect, Scenario, Stance};
use std::io;

/// Tells of one actor.
pub(super) fn actor(screen: &mut Screen, page: &Page<'_>, index: usize) -> io::Result<()> {
    let actor = &page.scenario.actors[index];
    let teller =
        Teller { scenario: page.scenario, actor, marks: &page.marks, words: Words::of(page.scenario) };
    screen.styled(HEADING, &format!("{} ({})", actor.label, actor.id))?;
    let mut say = |text: String| screen.paragraph("  ", "      ", &text);
    teller.kinds().into_iter().try_for_each(&mut say)?;
    match page.full {
        true => say(format!("Moves: {}", teller.moves().join("; ")))?,
        false => {
            say(teller.stances())?;
            let differ = teller.words.moves_that_differ(actor);
            if !differ.is_empty() {
                say(format!("Types differ in their moves: {}.", differ.join(". ")))?;
            }
        }
    }
    for (when, items) in teller.payoffs(page.full) {
        if !items.is_empty() {
            say(format!("{when}: {}", items.join("; ")))?;
        }
    }
    Ok(())
}

/// What an actor does with a move of each stance.
const STANCES: [&str; 3] = ["Concedes", "Holds", "Escalates"];

/// A briefing tells so many of the things that count when they happen, the weightiest.
const MOST_EVENTS: usize = 6;

struct Teller<'a> {
    scenario: &'a Scenario,
    actor: &'a Actor,
    marks: &'a Marks,
    words: Words<'a>,
}

impl Teller<'_> {
    /// How it plays: `Plays equilibrium, discount 0.95, rationality 0.5`, for each type or for all where they agree.
    fn kinds(&self) -> Vec<String> {
        let types = &self.actor.types;
        let play = |kind: &ActorType| {
            format!(
                "plays {}, discount {}{}, rationality {}{}",
                self.words.strategy(&kind.strategy),
                plain(kind.discount),
                self.mark("discount"),
                plain(kind.rationality),
                self.mark("rationality"),
            )
        };
        let named = |kind: &ActorType| {
            let mark = self.marks.at(&format!("actor.{}.type.{}.prior", self.actor.id, kind.id));
            match kind.label == kind.id {
                true => format!("{} ({}{mark})", kind.label, percent(kind.prior)),
                false => format!("{} ({}, {}{mark})", kind.label, kind.id, percent(kind.prior)),
            }
        };
        let first = play(&types[0]);
        if !self.actor.has_types() {
            return vec![format!("P{}", &first[1..])];
        }
        if types.iter().all(|kind| play(kind) == first) {
            let kinds: Vec<String> = types.iter().map(named).collect();
            return vec![format!("Is {}; {first}", kinds.join(" or "))];
        }
        types.iter().map(|kind| format!("Is {}: {}", named(kind), play(kind))).collect()
    }

    /// What it can do, by what it means: `Can concede: Lift some sanctions. Can hold: Wait, Talk.`
    fn stances(&self) -> String {
        let mut told = Vec::new();
        for stance in [Stance::Concede, Stance::Hold, Stance::Escalate] {
            let mut labels = Vec::new();
            for (index, named) in self.actor.moves.iter().enumerate() {
                let mut made = self.actor.types.iter().filter_map(|kind| kind.moves[index].as_ref());
                if made.any(|one| one.stance == stance) {
                    labels.push(named.label.as_str());
                }
            }
            if !labels.is_empty() {
                told.push(format!("{} by: {}", STANCES[stance as usize], labels.join("; ")));
            }
        }
        format!("{}.", told.join(". "))
    }

    /// What it can do: `Lift some sanctions (concede, if Sanctions at least 1: Sanctions −1)`, by type where they differ.
    fn moves(&self) -> Vec<String> {
        let mut moves = Vec::new();
        for (index, named) in self.actor.moves.iter().enumerate() {
            let mark = self.mark(&format!("move.{}", named.id));
            let told =
                self.words.move_by_type(self.actor, index).into_iter().map(|(own, types)| match types {
                    Some(types) => format!("{types}: {own}"),
                    None => own,
                });
            moves.push(format!("{} ({}){mark}", named.label, told.collect::<Vec<_>>().join("; ")));
        }
        moves
    }

    /// What it gets, and when.
    fn payoffs(&self, full: bool) -> Vec<(String, Vec<String>)> {
        let (scenario, actor) = (self.scenario, self.actor);
        let unit = scenario.calendar.as_ref().map_or("round", |calendar| &calendar.unit);
        let tracks = scenario.tracks.iter().enumerate().filter_map(|(track, named)| {
            let text = |kind: &ActorType| self.per_level(&kind.payoff.track[track], track);
            self.item(&named.label, &format!("payoff.track.{}", named.id), text)
        });
        let round = self.item("", "payoff.round", |kind| self.amount(&kind.payoff.round));
        let moves = actor.moves.iter().enumerate().filter_map(|(index, named)| {
            self.item(&named.label, &format!("payoff.move.{}", named.id), |kind| {
                self.amount(&kind.payoff.moves[index])
            })
        });
        let mut cells: Vec<(usize, usize, usize)> = Vec::new();
        let mut ids: Vec<(&String, &Amount)> = Vec::new();
        for kind in &actor.types {
            let own = kind.payoff.against.iter().map(|cell| (cell.other, cell.own_move, cell.other_move));
            cells.extend(own.filter(|cell| !cells.contains(cell)).collect::<Vec<_>>());
            let own = kind.payoff.rule.iter().filter(|(id, _)| !ids.iter().any(|(other, _)| *other == id));
            ids.extend(own.map(|(id, amount)| (id, amount)).collect::<Vec<_>>());
        }
        let against = cells.into_iter().filter_map(|(other, own, theirs)| {
            let of = (other, own, theirs);
            let (own, other) = (&actor.moves[own], &scenario.actors[other]);
            let theirs = &other.moves[theirs];
            let path = format!("payoff.against.{}.{}.{}", other.id, own.id, theirs.id);
            self.item(&format!("{} against {}", own.label, theirs.label), &path, |kind| {
                let mut own = kind.payoff.against.iter();
                let cell = own.find(|cell| (cell.other, cell.own_move, cell.other_move) == of);
                cell.map_or_else(String::new, |cell| self.words.amount(&cell.amount))
            })
        });
        let mut events: Vec<(f64, String)> = Vec::new();
        for (id, amount) in ids {
            let told = self.item(&self.name_of(id), &format!("payoff.rule.{id}"), |kind| {
                let found = kind.payoff.rule.iter().find(|(other, _)| other == id);
                found.map_or_else(String::new, |(_, amount)| self.amount(amount))
            });
            events.extend(told.map(|told| (weight(amount), told)));
        }
        let left_out = events.len().saturating_sub(MOST_EVENTS);
        if !full && left_out > 0 {
            events.sort_by(|left, right| right.0.total_cmp(&left.0));
            events.truncate(MOST_EVENTS);
            events.push((0.0, format!("and {left_out} that weigh less")));
        }
        let outcomes = scenario.outcomes.iter().enumerate().filter_map(|(index, named)| {
            self.item(&named.label, &format!("payoff.outcome.{}", named.id), |kind| {
                self.amount(&kind.payoff.outcome[index])
            })
        });
        vec![
            ("At the end".to_owned(), outcomes.collect()),
            (format!("Each {unit}"), tracks.chain(round).collect()),
            ("For a move".to_owned(), moves.collect()),
            ("For pairs of moves".to_owned(), against.collect()),
            ("When it happens".to_owned(), events.into_iter().map(|(_, told)| told).collect()),
        ]
    }

    /// An item of payoff, told once where all types agree; nothing where it is zero for all.
    fn item(&self, label: &str, path: &str, text: impl Fn(&ActorType) -> String) -> Option<String> {
        let types = &self.actor.types;
        let texts: Vec<String> = types.iter().map(text).collect();
        if texts.iter().all(String::is_empty) {
            return None;
        }
        let shown = |text: &String| if text.is_empty() { "0".to_owned() } else { text.clone() };
        let others = types.iter().zip(&texts).skip(1).filter(|(_, text)| **text != texts[0]);
        let others: Vec<String> =
            others.map(|(kind, text)| format!("{} {}", kind.label, tail(&texts[0], &shown(text)))).collect();
        let told = match others.is_empty() {
            true => shown(&texts[0]),
            false => format!("{} ({})", shown(&texts[0]), others.join("; ")),
        };
        let blank = if label.is_empty() { "" } else { " " };
        Some(format!("{label}{blank}{told}{}", self.mark(path)))
    }

    /// The name of the effect with this id, wherever it stands.
    fn name_of(&self, id: &str) -> String {
        fn find<'a>(effects: &'a [Effect], id: &str) -> Option<&'a Effect> {
            effects.iter().find_map(|effect| match effect.id.as_deref() == Some(id) {
                true => Some(effect),
                false => find(&effect.otherwise, id),
            })
        }
        let mut of_moves =
            self.scenario.actors.iter().flat_map(|actor| &actor.types).flat_map(|kind| &kind.moves).flatten();
        let found =
            find(&self.scenario.rules, id).or_else(|| of_moves.find_map(|one| find(&one.effects, id)));
        found.map_or_else(|| id.to_owned(), |effect| effect_name(&effect.key, true, &effect.label))
    }

    fn amount(&self, amount: &Amount) -> String {
        if amount.is_zero() { String::new() } else { self.words.amount(amount) }
    }

    /// What each level is worth, if all are worth as much; or the value at each level.
    fn per_level(&self, values: &[f64], track: usize) -> String {
        let named = &self.scenario.tracks[track];
        if values.iter().all(|&value| value == 0.0) {
            return String::new();
        }
        let by_level = Amount::ByLevel { track, values: values.to_vec() };
        let each = match (values, named.low) {
            ([first, ..], low) if low != 0 => first / f64::from(low),
            ([_, second, ..], _) => *second,
            _ => return self.words.amount(&by_level),
        };
        let linear = values.iter().enumerate().all(|(at, value)| {
            (value - each * f64::from(named.low + at as i32)).abs() <= 1e-9 * each.abs().max(1.0)
        });
        if linear { format!("{} a level", plain(each)) } else { self.words.amount(&by_level) }
    }

    /// The mark of a path of the actor, or of one of its types.
    fn mark(&self, path: &str) -> &'static str {
        let id = &self.actor.id;
        let own = self.marks.at(&format!("actor.{id}.{path}"));
        let of_types =
            self.actor.types.iter().map(|kind| self.marks.at(&format!("actor.{id}.type.{}.{path}", kind.id)));
        std::iter::once(own).chain(of_types).find(|mark| !mark.is_empty()).unwrap_or("")
    }
}

/// A text without the end that it has in common with another one: `−18.5 + …` beside `−13.5 + 2.5 × Steps`.
fn tail(other: &str, text: &str) -> String {
    match (other.split_once(' '), text.split_once(' ')) {
        (Some((_, left)), Some((first, right))) if left == right => format!("{first} …"),
        _ => text.to_owned(),
    }
}

/// The most that an amount can come to, about.
fn weight(amount: &Amount) -> f64 {
    match amount {
        Amount::Constant(value) => value.abs(),
        Amount::Linear { base, per } => base.abs() + per.iter().map(|(each, ..)| each.abs()).sum::<f64>(),
        Amount::ByLevel { values, .. } => values.iter().fold(0.0, |most, value| most.max(value.abs())),
    }
}
