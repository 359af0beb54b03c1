//! Makes a component of a core module: `packager INTERFACES WORLD MODULE COMPONENT`.
//!
//! INTERFACES is the folder of the WIT packages, WORLD the world in it (`paxos:acceptor/acceptor-component`) that the
//! component must implement. The official parser must accept the packages, the official encoder makes and validates the
//! component, and the component must fit the world as it stands in INTERFACES now.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};
use wit_component::{ComponentEncoder, StringEncoding};
use wit_parser::Resolve;

/// How the name of the section begins that says which world a module implements.
const SECTION: &[u8] = b"component-type";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [interfaces, world, module, component] = arguments.as_slice() else {
        eprintln!("usage: packager INTERFACES WORLD MODULE COMPONENT");
        return ExitCode::from(2);
    };
    match package(Path::new(interfaces), world, Path::new(module), Path::new(component)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("packager: {world}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn package(interfaces: &Path, world: &str, module: &Path, component: &Path) -> Result<(), Box<dyn Error>> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(interfaces)?;
    let world = resolve.select_world(&[package], Some(world))?;

    let mut core = fs::read(module).map_err(|error| format!("{}: {error}", module.display()))?;
    // wit-bindgen writes into a module which world it implements; a module written by hand says nothing of it.
    if !core.windows(SECTION.len()).any(|window| window == SECTION) {
        wit_component::embed_component_metadata(&mut core, &resolve, world, StringEncoding::UTF8)?;
    }
    let bytes = ComponentEncoder::default().validate(true).module(&core)?.encode()?;
    wit_component::targets(&resolve, world, &bytes)?;
    fs::write(component, bytes).map_err(|error| format!("{}: {error}", component.display()))?;
    Ok(())
}
