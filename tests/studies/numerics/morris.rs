//! Elementary effects are those of SALib.

use super::oracle::{assert_near, json, numbers, points_and_results};
use standoff::study::morris::elementary_effects;
use standoff::study::sampled::Results;

#[test]
fn elementary_effects_are_those_of_salib() {
    for name in ["morris_ishigami_N4_L4", "morris_ishigami_N20_L4"] {
        let (points, results) = points_and_results(&format!("{name}.csv"));
        let known = json(&format!("{name}.json"));
        let found = elementary_effects(&points, Results::Exact(&results), 4, 1000, 7).unwrap();
        let each = &known["elementary_effects[param][traj]"];
        let statistic = |key: &str| numbers(&known[key]);
        for (factor, found) in found.iter().enumerate() {
            assert_near(&found.effects, &numbers(&each[factor]), 1e-14);
            let statistics = [found.mu, found.mu_star.value, found.sigma];
            let expected = ["mu", "mu_star", "sigma_ddof1"].map(|key| statistic(key)[factor]);
            assert_near(&statistics, &expected, 1e-14);
            // Another generator drew the resamples: 1,000 of them fix a standard deviation to some percent.
            let half_width = found.mu_star.high - found.mu_star.value;
            let expected = statistic("mu_star_conf_seed7_r1000")[factor];
            assert!((half_width - expected).abs() <= 0.1 * expected + 1e-12, "{half_width} {expected}");
        }
    }
}
