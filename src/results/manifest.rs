//! What is needed to repeat a run: the `manifest.json` of its folder.
//!
//! It holds no dates and no names of machines: the same run leaves the same bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{ROBUSTNESS, STUDY, SUMMARY, to_json};
use super::summary::FORMAT;
use crate::scenario::sha256;

/// Everything needed to repeat a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format: [`FORMAT`].
    pub format: u32,
    /// Version of `standoff`.
    pub version: String,
    /// The command line as it was given, word by word.
    pub command: Vec<String>,
    /// The same on one line, to paste into a shell.
    pub repeat: String,
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the effective scenario, in hexadecimal.
    pub scenario_hash: String,
    /// Seed of all plays.
    pub seed: u64,
    /// Number of plays sampled.
    pub plays: u64,
    /// What was asked for.
    pub settings: Settings,
    /// [`Settings::hash`]: runs with the same have the same results and share a folder.
    pub settings_hash: String,
    /// The effective scenario, after `extends` and `--set`, as TOML.
    pub effective_scenario: String,
    /// The SHA-256 of each other file of the folder, in hexadecimal, by its name with `/` between folders. Files that are
    /// not named here were put there by somebody else.
    pub files: BTreeMap<String, String>,
    /// SHA-256 of this file with nothing here, in hexadecimal.
    pub sum: String,
}

/// What was asked for: all that the numbers of a run depend on, beside the scenario and the version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Seed of all plays.
    pub seed: u64,
    /// Number of plays asked for.
    pub plays: u64,
    /// Half-width of the outcome shares' intervals to reach, where one was asked for.
    pub precision: Option<f64>,
    /// Whether exact figures were asked for.
    pub exact: bool,
    /// Values laid over the scenario, `PATH=VALUE`, in order.
    pub set: Vec<String>,
    /// Strategies laid over the scenario, `ACTOR[:TYPE]=NAME`, in order.
    pub strategy: Vec<String>,
    /// SHA-256 of what the scenario says of what really happened, where that is put beside the plays.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub record: Option<String>,
    /// What was varied, where it was a sweep.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub study: Option<StudySettings>,
    /// What was sampled, where payoffs were.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub robustness: Option<RobustnessSettings>,
}

/// What `robustness` was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RobustnessSettings {
    /// How many samples.
    pub samples: usize,
    /// How far a number without a plausible range lies from the scenario's at most, as a part of that.
    pub spread: f64,
    /// SHA-256 of the statements that are asked, where there are any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statements: Option<String>,
    /// Hashes of the other scenarios that statements read figures in, where those were asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<String>,
}

/// What a sweep was asked to vary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudySettings {
    /// The factors, as after `--vary`.
    pub vary: Vec<String>,
    /// Hashes of the scenarios that are put in place of the one at hand, in order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub scenarios: Vec<String>,
    /// The design's name.
    pub design: String,
    /// SHA-256 of the file that the points are from, where they are from one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub saved: Option<String>,
    /// Whether the last factor is what an actor chooses: all of its values are looked at in each future.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub choice: bool,
    /// The payoff that is good enough.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub enough: Option<f64>,
    /// Whether figures are kept for batches of plays, too.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub batches: bool,
    /// How many points, where the design has to be told.
    pub points: Option<usize>,
    /// Whether a Saltelli design tells pairs of factors.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub second_order: bool,
    /// Which points are of interest.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none", default)]
    pub interest: Option<String>,
}

impl Manifest {
    /// Notes the sum of all the rest.
    pub(super) fn sign(&mut self) {
        self.sum = self.expected_sum();
    }

    fn expected_sum(&self) -> String {
        sha256(to_json(&Manifest { sum: String::new(), ..self.clone() }))
    }

    /// Whether it is as it was written, and fits together; else a clause that says why not.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.sum != self.expected_sum() {
            return Err("it is not as it was written, its SHA-256 is not the one at its end".to_owned());
        }
        if self.settings_hash != self.settings.hash(&self.scenario_hash) {
            return Err("`settings_hash` is not that of the settings".to_owned());
        }
        if self.scenario_hash != sha256(&self.effective_scenario) {
            return Err("`scenario_hash` is not that of the scenario".to_owned());
        }
        Ok(())
    }

    /// Whether the files of another are of the same figures: what was made of these goes with those.
    pub(super) fn is_of_the_same_figures(&self, others: &BTreeMap<String, String>) -> bool {
        [SUMMARY, STUDY, ROBUSTNESS].iter().all(|name| self.files.get(*name) == others.get(*name))
    }
}

impl Settings {
    /// Those that the points of a sweep depend on: what is asked of them is left out.
    #[must_use]
    pub fn of_points(&self) -> Settings {
        let only_asked = |study| StudySettings { interest: None, enough: None, ..study };
        let study = self.study.clone().map(only_asked);
        Settings { study, ..self.clone() }
    }

    /// Those that each sample of payoffs depends on: how many there are is left out.
    #[must_use]
    pub fn of_samples(&self) -> Settings {
        let robustness = self.robustness.clone().map(|one| RobustnessSettings { samples: 0, ..one });
        Settings { robustness, ..self.clone() }
    }

    /// SHA-256 of the settings and the effective scenario's hash, in hexadecimal.
    pub fn hash(&self, scenario_hash: &str) -> String {
        let text =
            serde_json::to_string(&(FORMAT, scenario_hash, self)).expect("settings have text keys only");
        sha256(text)
    }
}

/// An option and its value, as words of a command: one word where the value would be taken for another option.
pub(crate) fn push_option(words: &mut Vec<String>, name: &str, value: &dyn ToString) {
    let value = value.to_string();
    match value.starts_with('-') && value.parse::<f64>().is_err() {
        true => words.push(format!("{name}={value}")),
        false => words.extend([name.to_owned(), value]),
    }
}

/// The words of a command on one line, quoted where a shell needs it.
pub fn shell_line(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quote(word)).collect();
    quoted.join(" ")
}

fn quote(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=,+@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted_into_a_shell() {
        let words = ["standoff", "run", "korea-2018", "--set", "actor.us.label=it's; rm -rf *", ""]
            .map(str::to_owned);
        assert_eq!(
            shell_line(&words),
            r"standoff run korea-2018 --set 'actor.us.label=it'\''s; rm -rf *' ''"
        );
    }

    #[test]
    fn a_value_is_not_taken_for_an_option() {
        let mut words = Vec::new();
        push_option(&mut words, "--points", &8);
        push_option(&mut words, "--enough", &-3.5);
        push_option(&mut words, "--design", &"-x.csv");
        assert_eq!(words, ["--points", "8", "--enough", "-3.5", "--design=-x.csv"]);
    }

    #[test]
    fn settings_that_differ_have_another_hash() {
        let one = Settings {
            seed: 1,
            plays: 10,
            precision: None,
            exact: false,
            set: vec![],
            strategy: vec![],
            record: None,
            study: None,
            robustness: None,
        };
        let other = Settings { set: vec!["rounds=3".into()], ..one.clone() };
        assert_eq!(one.hash("ab"), one.clone().hash("ab"));
        assert_ne!(one.hash("ab"), other.hash("ab"));
        assert_ne!(one.hash("ab"), one.hash("cd"));
        assert_eq!(one.hash("ab").len(), 64);
    }
}
