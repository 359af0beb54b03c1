(component (core module (tag)))
