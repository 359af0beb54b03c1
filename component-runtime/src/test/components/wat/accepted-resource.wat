(component (type (resource (rep i32))))
