//! Rebuilds the crate when a library scenario is added: the files themselves are embedded by `include_dir`.

fn main() {
    println!("cargo::rerun-if-changed=scenarios");
}
