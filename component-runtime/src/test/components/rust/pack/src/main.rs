//! `pack core IN OUT` makes a component of a core module from wit-bindgen; `pack text IN OUT` assembles component text.

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, input, output] = arguments.as_slice() else {
        bail!("usage: pack core|text IN OUT");
    };
    let component = match kind.as_str() {
        "core" => wit_component::ComponentEncoder::default()
            .module(&std::fs::read(input)?)?
            .validate(true)
            .encode()?,
        "text" => wat::parse_file(input)?,
        other => bail!("no such kind of input: {other}"),
    };
    std::fs::write(output, component).with_context(|| format!("writing {output}"))
}
