;; Imports an interface of one version, and answers what its function answers.
(component
  (import "a:b/c@0.2.6" (instance $c (export "f" (func (result u32)))))
  (core func $f (canon lower (func $c "f")))
  (core module $Main
    (import "" "f" (func $f (result i32)))
    (func (export "g") (result i32) (call $f)))
  (core instance $main (instantiate $Main (with "" (instance (export "f" (func $f))))))
  (func (export "g") (result u32) (canon lift (core func $main "g"))))
