;; A component instance that calls one of its own functions while another runs.
(component
  (core module $inner (func (export "f")))
  (core instance $a (instantiate $inner))
  (func $f (canon lift (core func $a "f")))
  (core func $lowered (canon lower (func $f)))
  (core module $outer (import "self" "f" (func $f)) (func (export "g") (call $f)))
  (core instance $self (export "f" (func $lowered)))
  (core instance $b (instantiate $outer (with "self" (instance $self))))
  (export "f" (func $f))
  (func (export "g") (canon lift (core func $b "g"))))
