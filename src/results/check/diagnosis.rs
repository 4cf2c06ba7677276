//! Which game a scenario is.

use super::{Checked, finite, of_length, same_names, share, shares, size, so};
use crate::results::diagnosis::{DiagnosisFigures, PairTime, TypeWorth};
use crate::results::json::DIAGNOSIS;
use crate::results::manifest::{Manifest, shell_line};
use std::path::Path;

impl Checked for DiagnosisFigures {
    const FILE: &'static str = DIAGNOSIS;

    fn check(&self) -> Result<(), String> {
        so(!self.moments.is_empty(), || "there are no moments".to_owned())?;
        let first = self.types.first().ok_or("there are no types")?;
        self.types.iter().try_for_each(|kind| of_type(kind, first))?;
        self.pairs.iter().try_for_each(|pair| self.of_pair(pair))
    }

    fn again(folder: &Path, _manifest: &Manifest) -> String {
        let folder = folder.display().to_string();
        let again = shell_line(&["standoff", "report", &folder].map(str::to_owned));
        format!("{again} works it out again")
    }
}

fn of_type(kind: &TypeWorth, first: &TypeWorth) -> Result<(), String> {
    let what = format!("the type {:?} of {}", kind.id, kind.actor);
    share(&what, kind.prior)?;
    finite(&what, kind.value)?;
    let ids = |kind: &'_ TypeWorth| kind.outcomes.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    of_length(&what, &kind.outcomes, first.outcomes.len())?;
    let (ids, expected) = (ids(kind), ids(first));
    same_names(&what, ids.iter().map(String::as_str), expected.iter().map(String::as_str))?;
    kind.outcomes.iter().try_for_each(|outcome| finite(&what, outcome.payoff))
}

impl DiagnosisFigures {
    fn of_pair(&self, pair: &PairTime) -> Result<(), String> {
        let what = format!("the pair {}", pair.labels.join(" and "));
        let rounds = self.moments.len() - 1;
        let mut actors: Vec<&str> = self.types.iter().map(|kind| kind.actor.as_str()).collect();
        actors.dedup();
        of_length(&what, &pair.types, actors.len())?;
        of_length(&what, &pair.labels, actors.len())?;
        share(&what, pair.probability)?;
        share(&what, pair.unseen)?;
        size(&what, pair.expected_rounds)?;
        let classes = pair.classes.iter().map(|class| (class.share, &class.by_round));
        let without = pair.without_choice.iter().map(|none| (none.share, &none.by_round));
        for (time, by_round) in classes.chain(without) {
            share(&what, time)?;
            of_length(&what, by_round, rounds)?;
            shares(&what, by_round)?;
        }
        of_length(&what, &pair.going_by_round, rounds)?;
        shares(&what, &pair.going_by_round)
    }
}
