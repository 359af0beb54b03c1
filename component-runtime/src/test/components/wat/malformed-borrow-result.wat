(component
  (type $R (resource (rep i32)))
  (type (func (result (list (borrow $R))))))
