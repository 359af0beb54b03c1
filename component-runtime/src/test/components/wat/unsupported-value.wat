(component (import "v" (value u8)))
