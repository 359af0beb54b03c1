(component (import "c" (component)))
