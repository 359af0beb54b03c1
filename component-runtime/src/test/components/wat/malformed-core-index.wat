(component (core module (func (call 7))))
