// A test is a function without parameters; a file of tests is a list of them.

#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct test {
    const char *name;
    void (*run)(void);
};

#define TEST(function) {#function, function}

// Notes a failure of the running test and where it was, and goes on.
#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition)

// Checks that a text has another one in it.
#define CHECK_HAS(text, part) check_has((text), (part), __FILE__, __LINE__)

void check(bool condition, const char *file, int line, const char *what);
void check_has(const char *text, const char *part, const char *file, int line);

// Each in its file, ended by one without a name.
extern const struct test accept_tests[], admission_tests[], heartbeat_tests[], life_tests[], prepare_tests[],
    read_accepted_tests[], recover_tests[], recovery_tests[], repeats_tests[], status_tests[];

#endif
