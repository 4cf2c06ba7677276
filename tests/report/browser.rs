//! The page in a browser, where one is installed: Chromium, as Debian has it, without a network.
//!
//! The page gets one more script, which does what a reader does and writes down what it saw. Accessibility is looked at
//! by axe-core where its one file is at hand: `AXE=/some/folder/axe.min.js` says where.

use super::{left, reported};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a reader does: points at every place, and reads what comes up; goes through a chart by the keyboard.
const READER: &str = r#"
(async function () {
  var zones = [], errors = window.seen;
  document.querySelectorAll(".zone").forEach(function (zone) {
    var box = zone.getBoundingClientRect();
    var at = { bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
    zone.dispatchEvent(new PointerEvent("pointermove", at));
    zones.push([zone.getAttribute("data-says"), document.getElementById("tip").textContent]);
  });
  var chart = document.querySelector(".chart");
  document.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
  document.body.dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
  chart.focus();
  chart.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  var keyed = document.getElementById("tip").textContent;
  var seen = {
    errors: errors, zones: zones, keyed: keyed,
    requests: performance.getEntriesByType("resource").map(function (one) { return one.name; }),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    axe: null,
  };
  document.getElementById("tip").hidden = true;
  if (window.axe) {
    var found = await axe.run(document, { resultTypes: ["violations"] });
    seen.axe = found.violations.map(function (one) {
      return [one.impact, one.id, one.help, one.nodes.slice(0, 3).map(function (node) { return node.html.slice(0, 200); })];
    });
  }
  var out = document.createElement("pre");
  out.id = "seen";
  out.textContent = JSON.stringify(seen);
  document.body.appendChild(out);
})();
"#;

/// Before anything else: what goes wrong is written down, and nothing from outside is let in.
const WATCH: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<script>
window.seen = [];
window.addEventListener("error", function (event) { window.seen.push(String(event.message)); }, true);
window.addEventListener("unhandledrejection", function (event) { window.seen.push(String(event.reason)); });
document.addEventListener("securitypolicyviolation", function (event) { window.seen.push("asked for " + event.blockedURI); });
["error", "warn"].forEach(function (level) {
  var say = console[level];
  console[level] = function () { window.seen.push(Array.prototype.join.call(arguments, " ")); say.apply(console, arguments); };
});
</script>
"#;

/// Where Chromium is, if it is installed.
fn chromium() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// What a reader with such a window sees of a page.
fn seen(browser: &Path, folder: &Path, page: &str, size: &str, options: &[&str]) -> Value {
    let axe = std::env::var_os("AXE").and_then(|path| std::fs::read_to_string(path).ok());
    let axe = axe.map_or_else(String::new, |text| format!("<script>{text}</script>\n"));
    // The page's own policy would let none of this in; `hostile.rs` looks at that one.
    let (before, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let page = format!("{before}{}", rest.split_once(">\n").unwrap().1);
    let page = page.replacen("<head>\n", &format!("<head>\n{WATCH}"), 1);
    let (page, end) = page.rsplit_once("</body>").unwrap();
    let path = folder.join("watched.html");
    std::fs::write(&path, format!("{page}{axe}<script>{READER}</script>\n</body>{end}")).unwrap();
    let profile = folder.join("profile");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        // No name is found: there is no network.
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=60000", "--dump-dom"])
        .args([format!("--user-data-dir={}", profile.display()), format!("--window-size={size}")])
        .args(options)
        .arg(format!("file://{}", path.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let told = dom.split("<pre id=\"seen\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    let told = told.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let told =
        told.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
    serde_json::from_str(&told).unwrap()
}

#[test]
fn a_browser_shows_the_values_and_finds_nothing_wrong() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: there is no chromium on this machine");
        return;
    };
    let root = tempfile::tempdir().unwrap();
    let folder = left(root.path(), "cuba-1962", 200, true);
    let (page, _) = reported(&folder);
    let words: Vec<String> = page
        .split("<rect class=\"zone\"")
        .skip(1)
        .map(|zone| zone.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned())
        .map(|says| {
            says.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'")
        })
        .map(|says| says.replace("&amp;", "&"))
        .collect();
    assert!(words.len() > 100, "{} places", words.len());
    for (size, options) in
        [("1280,900", &[][..]), ("500,800", &[]), ("1280,900", &["--blink-settings=preferredColorScheme=0"])]
    {
        let seen = seen(&browser, root.path(), &page, size, options);
        assert_eq!(seen["errors"], serde_json::json!([]), "{size}");
        assert_eq!(seen["requests"], serde_json::json!([]), "{size}");
        assert_eq!(seen["wide"], false, "{size}: the page itself does not scroll sideways");
        let zones = seen["zones"].as_array().unwrap();
        assert_eq!(zones.len(), words.len());
        for (zone, says) in zones.iter().zip(&words) {
            assert_eq!(zone, &serde_json::json!([says, says]), "what comes up is what stands in the page");
        }
        assert_eq!(seen["keyed"], words[0].as_str(), "{size}");
        match seen["axe"].as_array() {
            None => eprintln!("skipped: axe-core is not at hand (AXE=/some/folder/axe.min.js)"),
            Some(found) => {
                let serious: Vec<&Value> =
                    found.iter().filter(|one| one[0] == "serious" || one[0] == "critical").collect();
                assert!(serious.is_empty(), "{size} {options:?}: {serious:#?}");
            }
        }
    }
}
