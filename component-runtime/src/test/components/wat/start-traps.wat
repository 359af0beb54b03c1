(component
  (core module $m (func $trap unreachable) (start $trap))
  (core instance (instantiate $m)))
