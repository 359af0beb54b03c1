;; Imports and exports an instance inside an instance.
(component
  (import "outer" (instance $outer (export "inner" (instance (export "f" (func (result u32)))))))
  (alias export $outer "inner" (instance $inner))
  (core func $f (canon lower (func $inner "f")))
  (core module $Main
    (import "" "f" (func $f (result i32)))
    (func (export "g") (result i32) (i32.add (call $f) (i32.const 1))))
  (core instance $main (instantiate $Main (with "" (instance (export "f" (func $f))))))
  (func $g (result u32) (canon lift (core func $main "g")))
  (instance $made (export "g" (func $g)))
  (instance $around (export "made" (instance $made)))
  (export "around" (instance $around)))
