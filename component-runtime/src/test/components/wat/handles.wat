;; Takes handles of the host in twos, and passes on a function of another instance that takes them.
(component
  (import "h" (instance $h (export "file" (type (sub resource))) (export "now" (func))))
  (alias export $h "file" (type $file))
  (import "i" (instance $i (export "take" (func (param "file" (own $file))))))
  (alias export $i "take" (func $take))
  (export "take" (func $take))

  (core func $now (canon lower (func $h "now")))
  (core func $close (canon resource.drop $file))
  (core module $Main
    (import "" "now" (func $now))
    (import "" "close" (func $close (param i32)))
    (func (export "both") (param i32 i32))
    (func (export "during") (param i32) (call $now) (call $close (local.get 0))))
  (core instance $main (instantiate $Main (with "" (instance
    (export "now" (func $now))
    (export "close" (func $close))))))
  (func (export "give-both") (param "one" (own $file)) (param "other" (own $file))
    (canon lift (core func $main "both")))
  (func (export "lend-and-give") (param "lent" (borrow $file)) (param "given" (own $file))
    (canon lift (core func $main "both")))
  (func (export "give-and-lend") (param "given" (own $file)) (param "lent" (borrow $file))
    (canon lift (core func $main "both")))
  (func (export "during") (param "lent" (borrow $file)) (canon lift (core func $main "during"))))
