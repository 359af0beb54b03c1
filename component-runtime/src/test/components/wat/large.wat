;; Memory and tables that are large from the start; nothing runs unless the host lets them be so large.
(component
  (core module $m
    (memory (export "memory") 32)
    (table 1000 funcref)
    (func (export "grow-table") (param i32) (result i32) (table.grow (ref.null func) (local.get 0)))
    (func (export "_start") unreachable))
  (core instance $a (instantiate $m))
  (core instance $b (instantiate $m))
  (func (export "grow-table") (param "by" s32) (result s32) (canon lift (core func $a "grow-table"))))
