;; Imports a core module, instantiates it, and exports it and one of its own.
(component
  (import "host" (instance $host (export "module" (core module (export "f" (func (result i32)))))))
  (alias export $host "module" (core module $given))
  (core instance $instance (instantiate $given))
  (func (export "f") (result u32) (canon lift (core func $instance "f")))
  (core module $own (func (export "f") (result i32) (i32.const 7)))
  (instance $given-again (export "module" (core module $given)))
  (instance $of-own (export "module" (core module $own)))
  (export "given" (instance $given-again))
  (export "own" (instance $of-own)))
