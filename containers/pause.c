/* The first process of every pod: it holds the pod's namespaces, takes in orphans, and ends when it is told to. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) {
  (void) signal;
  _exit(0);
}

static void reap(int signal) {
  (void) signal;
  while (waitpid(-1, 0, WNOHANG) > 0) {
  }
}

int main(void) {
  struct sigaction children = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
  signal(SIGINT, end);
  signal(SIGTERM, end);
  sigaction(SIGCHLD, &children, 0);
  for (;;) {
    pause();
  }
}
