;; A table whose elements have an initial value.
(component
  (core module $m
    (type $answer (func (result i32)))
    (func $seven (type $answer) (i32.const 7))
    (table 3 (ref null func) (ref.func $seven))
    (func (export "call") (param i32) (result i32) (call_indirect (type $answer) (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "call") (param "index" u32) (result u32) (canon lift (core func $i "call"))))
