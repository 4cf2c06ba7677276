//! Games in extensive form as Gambit's `.efg` files, in exact fractions.
//!
//! Labels are tidied as in `.nfg` files. Information sets are numbered player by player, in the order in which
//! [`ExtensiveForm::info_sets`](super::ExtensiveForm) has them, which is that in which Gambit lists them.
//!
//! References: 1. *The Gambit documentation*, "The extensive game (.efg) file format".

use super::extensive::{ExtensiveForm, Node};
use super::stage::gambit::{quoted, quoted_list, tidy, unique, unique_owned};
use std::fmt::Write as _;

/// The text of an `.efg` file.
#[must_use]
pub fn efg(form: &ExtensiveForm) -> String {
    let players = unique(form.players.iter().map(String::as_str));
    let mut text =
        format!("EFG 2 R {} {{ {} }}\n\"\"\n\n", quoted(&tidy(&form.title)), quoted_list(&players));
    let mut counts = vec![0; players.len()];
    let numbers: Vec<usize> = form
        .info_sets
        .iter()
        .map(|set| {
            counts[set.actor] += 1;
            counts[set.actor]
        })
        .collect();
    let labels = unique(form.info_sets.iter().map(|set| set.label.as_str()));
    let ends = form.nodes.iter().filter_map(|node| match node {
        Node::End { label, .. } => Some(tidy(label)),
        _ => None,
    });
    let mut ends = unique_owned(ends).into_iter().zip(1..);
    let mut chances = 0;
    for node in &form.nodes {
        let _ = match node {
            Node::Chance { label, branches } => {
                chances += 1;
                let names = unique(branches.iter().map(|(name, _)| name.as_str()));
                let branches: Vec<String> = names
                    .iter()
                    .zip(branches)
                    .map(|(name, (_, p))| format!("{} {p}", quoted(name)))
                    .collect();
                let label = quoted(&format!("{} ({chances})", tidy(label)));
                writeln!(text, "c \"\" {chances} {label} {{ {} }} 0", branches.join(" "))
            }
            Node::Decision { info_set } => {
                let set = &form.info_sets[*info_set];
                let moves = unique(set.moves.iter().map(String::as_str));
                let (player, number) = (set.actor + 1, numbers[*info_set]);
                let label = quoted(&labels[*info_set]);
                writeln!(text, "p \"\" {player} {number} {label} {{ {} }} 0", quoted_list(&moves))
            }
            Node::End { payoffs, .. } => {
                let (label, number) = ends.next().expect("a label for each end");
                let payoffs: Vec<String> = payoffs.iter().map(ToString::to_string).collect();
                writeln!(text, "t \"\" {number} {} {{ {} }}", quoted(&label), payoffs.join(", "))
            }
        };
    }
    text
}
