//! Mixed moves, for people.

use super::numbers::share;

/// A mix over some moves: `Swerve`, `9/10 Swerve + 1/10 Go straight`; shares where there are no fractions.
#[must_use]
pub fn mixture(mix: &[f64], exact: Option<&[String]>, moves: &[String]) -> String {
    let pure = mix.iter().filter(|probability| **probability > 0.0).count() == 1;
    let part = |(number, (&probability, label)): (usize, (&f64, &String))| {
        let fraction = exact.and_then(|exact| exact.get(number)).cloned();
        (probability > 0.0).then(|| match pure {
            true => label.clone(),
            false => format!("{} {label}", fraction.unwrap_or_else(|| share(probability))),
        })
    };
    mix.iter().zip(moves).enumerate().filter_map(part).collect::<Vec<_>>().join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pure_move_is_named_and_a_mix_has_its_parts() {
        let moves = ["Swerve", "Go straight"].map(str::to_owned);
        assert_eq!(mixture(&[0.0, 1.0], None, &moves), "Go straight");
        let exact = ["9/10", "1/10"].map(str::to_owned);
        assert_eq!(mixture(&[0.9, 0.1], Some(&exact), &moves), "9/10 Swerve + 1/10 Go straight");
        let told = mixture(&[0.9, 0.1], None, &moves).replace('\u{a0}', " ");
        assert_eq!(told, "90 % Swerve + 10 % Go straight");
    }
}
