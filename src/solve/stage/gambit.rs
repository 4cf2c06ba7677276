//! Games in normal form as Gambit's `.nfg` files; trees are in [`gambit_tree`](super::super::gambit_tree).
//!
//! Two forms of the format are written. *Labelled*: players, moves and outcomes by name, payoffs as fractions; what
//! current Gambit writes itself. *Plain*: the numbers of moves and a list of payoffs as decimals; older programs and
//! OpenSpiel read it too (which takes fractions of 32-bit numbers only, and knows no escaped quotes). Both are exact:
//! each payoff is the shortest decimal that reads back as the same `f64`. Profiles are listed with the first player's
//! move changing fastest, unlike everywhere else here.
//!
//! Gambit refuses labels with control characters, blanks at either end or twice in a row, or that another label of the
//! same player repeats; such labels are tidied.
//!
//! References: 1. *The Gambit documentation*, "The strategic game (.nfg) file format". 2. OpenSpiel, `nfg_game.cc`.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::NormalForm;
use super::normal_form::exact;
use crate::prose::clean;

/// The labelled form.
pub fn labelled_nfg(game: &NormalForm) -> String {
    let players = unique(game.players().iter().map(|player| player.label.as_str()));
    let moves: Vec<Vec<String>> =
        game.players().iter().map(|player| unique(player.moves.iter().map(String::as_str))).collect();
    let mut text = format!("NFG 1 R {} {{ {} }}\n\n{{\n", quoted(&tidy(game.title())), quoted_list(&players));
    for own in &moves {
        let _ = writeln!(text, "{{ {} }}", quoted_list(own));
    }
    text.push_str("}\n\"\"\n\n{\n");
    let profiles = first_fastest(game);
    let outcomes = unique_owned(profiles.iter().map(|profile| {
        let made = game.moves_of(*profile);
        made.iter().zip(&moves).map(|(&own, labels)| labels[own].as_str()).collect::<Vec<_>>().join(", ")
    }));
    for (&profile, outcome) in profiles.iter().zip(&outcomes) {
        let payoffs: Vec<String> = game
            .payoffs_at(profile)
            .iter()
            // Payoffs of a game are finite, so the decimal is never needed.
            .map(|&payoff| exact(payoff).map_or_else(|_| payoff.to_string(), |fraction| fraction.to_string()))
            .collect();
        let _ = writeln!(text, "{{ {} {} }}", quoted(outcome), payoffs.join(", "));
    }
    let numbers: Vec<String> = (1..=profiles.len()).map(|number| number.to_string()).collect();
    let _ = writeln!(text, "}}\n{}", numbers.join(" "));
    text
}

/// The plain form.
pub fn plain_nfg(game: &NormalForm) -> String {
    let plain = |label: &str| format!("\"{}\"", label.replace('"', "'"));
    let players = unique(game.players().iter().map(|player| player.label.as_str()));
    let players: Vec<String> = players.iter().map(|label| plain(label)).collect();
    let counts: Vec<String> = game.shape().iter().map(ToString::to_string).collect();
    let mut text = format!(
        "NFG 1 R {} {{ {} }} {{ {} }}\n\n",
        plain(&tidy(game.title())),
        players.join(" "),
        counts.join(" ")
    );
    for profile in first_fastest(game) {
        let payoffs: Vec<String> = game.payoffs_at(profile).iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "{}", payoffs.join(" "));
    }
    text
}

/// Numbers of all profiles, the first player's move changing fastest.
fn first_fastest(game: &NormalForm) -> Vec<usize> {
    let shape = game.shape();
    (0..game.profile_count())
        .map(|mut rest| {
            let moves: Vec<usize> = shape
                .iter()
                .map(|&count| {
                    let own = rest % count;
                    rest /= count;
                    own
                })
                .collect();
            game.profile(&moves)
        })
        .collect()
}

pub(in crate::solve) fn quoted(label: &str) -> String {
    format!("\"{}\"", label.replace('"', "\\\""))
}

pub(in crate::solve) fn quoted_list(labels: &[String]) -> String {
    labels.iter().map(|label| quoted(label)).collect::<Vec<_>>().join(" ")
}

/// Single blanks, nothing hidden, and no backslash, which would escape the closing quote.
pub(in crate::solve) fn tidy(label: &str) -> String {
    clean(label).replace('\u{a0}', " ").replace('\\', "/").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(in crate::solve) fn unique<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    unique_owned(labels.map(tidy))
}

/// Numbers what is empty or has been used before.
pub(in crate::solve) fn unique_owned(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut used = BTreeSet::new();
    labels
        .enumerate()
        .map(|(index, label)| {
            let mut own = if label.is_empty() { (index + 1).to_string() } else { label.clone() };
            let mut number = index + 1;
            while !used.insert(own.clone()) {
                own = format!("{label} ({number})");
                number += 1;
            }
            own
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::normal_form::Player;
    use super::*;

    fn game() -> NormalForm {
        let player = |label: &str, moves: &[&str]| Player {
            label: label.to_owned(),
            moves: moves.iter().map(|&label| label.to_owned()).collect(),
        };
        NormalForm::new(
            "The \"crisis\"",
            vec![player("United  States\n", &["hold", "yield"]), player("DPRK", &["a\\b", "", "a\\b"])],
            vec![0.1, -2.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 1e-7, -300.0, 7.0, 8.0],
        )
        .unwrap()
    }

    #[test]
    fn the_labelled_form_names_everything_and_is_exact() {
        let expected = r#"NFG 1 R "The \"crisis\"" { "United States" "DPRK" }

{
{ "hold" "yield" }
{ "a/b" "2" "a/b (3)" }
}
""

{
{ "hold, a/b" 1/10, -5/2 }
{ "yield, a/b" 5, 6 }
{ "hold, 2" 1, 2 }
{ "yield, 2" 1/10000000, -300 }
{ "hold, a/b (3)" 3, 4 }
{ "yield, a/b (3)" 7, 8 }
}
1 2 3 4 5 6
"#;
        assert_eq!(labelled_nfg(&game()), expected);
    }

    #[test]
    fn the_plain_form_has_decimals_and_no_escapes() {
        let expected = "NFG 1 R \"The 'crisis'\" { \"United States\" \"DPRK\" } { 2 3 }\n\n\
                        0.1 -2.5\n5 6\n1 2\n0.0000001 -300\n3 4\n7 8\n";
        assert_eq!(plain_nfg(&game()), expected);
    }
}
