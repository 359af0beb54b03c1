#include <stdio.h>
#include <string.h>

#include "check.h"

static bool failed;

void check(bool condition, const char *file, int line, const char *what)
{
    if (!condition) {
        failed = true;
        fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, what);
    }
}

void check_has(const char *text, const char *part, const char *file, int line)
{
    if (strstr(text, part) == NULL) {
        failed = true;
        fprintf(stderr, "%s:%d: \"%s\" does not have \"%s\" in it\n", file, line, text, part);
    }
}

int main(void)
{
    const struct test *files[] = {accept_tests,        admission_tests, heartbeat_tests, life_tests,    prepare_tests,
                                  read_accepted_tests, recover_tests,   recovery_tests,  repeats_tests, status_tests};
    int run = 0, failures = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        for (const struct test *test = files[i]; test->name != NULL; test++) {
            failed = false;
            test->run();
            run++;
            if (failed) {
                failures++;
                fprintf(stderr, "failed: %s\n", test->name);
            }
        }
    }
    printf("%d passed, %d failed\n", run - failures, failures);
    return failures > 0 ? 1 : 0;
}
