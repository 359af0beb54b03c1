(component
  (component $C
    (type $R (resource (rep i32)))
    (export $R' "r" (type $R))
    (core func $drop (canon resource.drop $R))
    (func (export "f") (param "x" (own $R')) (canon lift (core func $drop))))
  (instance $c1 (instantiate $C))
  (instance $c2 (instantiate $C))
  (component $D
    (import "r" (type $R (sub resource)))
    (import "f" (func (param "x" (own $R)))))
  (instance (instantiate $D (with "r" (type $c1 "r")) (with "f" (func $c2 "f")))))
