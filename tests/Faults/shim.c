/* Preloaded into pith: makes the Nth call of a kind fail, come up short, kill or stop the process.
 *   PITH_FAULT=CALL:N:WHAT   CALL  a name below, or any
 *                            N     the Nth such call on a file of the store (its path holds PITH_FAULT_PATH), from 1
 *                            WHAT  an errno as a number, short (half is written), kill, stop; sticky with a final +
 *   PITH_FAULT_CLOCK=SECONDS the clock jumps by so much, forth, back and behind, from every third look at it to the next
 *   PITH_FAULT_COUNT=FILE    counts all calls and writes "CALL COUNT" lines there at exit, and the microseconds in writes and fsyncs
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OPEN, WRITE, FSYNC, RENAME, UNLINK, MKDIR, FCHMOD, UTIMENSAT, FTRUNCATE, FALLOCATE, KINDS };
static const char *const names[KINDS] = {"open", "write", "fsync", "rename", "unlink", "mkdir", "fchmod", "utimensat", "ftruncate", "fallocate"};
static atomic_long seen[KINDS], total, nanoseconds;
static char mine[4096];
static _Atomic char ours[65536]; /* descriptors of files of the store */
static int kind = -1, what, is_short, is_sticky;
static long at, jump;
static atomic_long looks;

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("PITH_FAULT"), *path = getenv("PITH_FAULT_PATH");
  char call[32], effect[32];
  snprintf(mine, sizeof mine, "%s", path ? path : "/");
  jump = getenv("PITH_FAULT_CLOCK") ? atol(getenv("PITH_FAULT_CLOCK")) : 0;
  if (!fault || sscanf(fault, "%31[^:]:%ld:%31s", call, &at, effect) != 3) return;
  kind = KINDS;
  for (int k = 0; k < KINDS; k++) if (!strcmp(call, names[k])) kind = k;
  is_sticky = effect[strlen(effect) - 1] == '+';
  if (!strncmp(effect, "short", 5)) is_short = 1;
  else if (!strncmp(effect, "kill", 4)) what = -SIGKILL;
  else if (!strncmp(effect, "stop", 4)) what = -SIGSTOP;
  else what = atoi(effect);
}

__attribute__((destructor)) static void end(void) {
  const char *count = getenv("PITH_FAULT_COUNT");
  FILE *file = count ? fopen(count, "w") : NULL;
  if (!file) return;
  for (int k = 0; k < KINDS; k++) fprintf(file, "%s %ld\n", names[k], atomic_load(&seen[k]));
  fprintf(file, "any %ld\n", atomic_load(&total));
  fprintf(file, "microseconds %ld\n", atomic_load(&nanoseconds) / 1000);
  fclose(file);
}

static int is_ours(const char *path) { return path && strstr(path, mine) != NULL; }
static int is_open(int fd) { return fd >= 0 && fd < (int)sizeof ours && atomic_load(&ours[fd]); }

/* 0: go on; 1: fail, errno is set; 2: come up short */
static int meet(int k) {
  long n = atomic_fetch_add(&seen[k], 1) + 1, all = atomic_fetch_add(&total, 1) + 1;
  if (kind != k && kind != KINDS) return 0;
  n = kind == KINDS ? all : n;
  if (is_sticky ? n < at : n != at) return 0;
  if (is_short) return 2;
  if (what < 0) { kill(getpid(), -what); return 0; }
  errno = what;
  return 1;
}

static long clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}
#define TIMED(type, call, is_counted) \
  long began = clock_now(); \
  type result = (call); \
  int failed_with = errno; \
  if (is_counted) atomic_fetch_add(&nanoseconds, clock_now() - began); \
  errno = failed_with; \
  return result

#define REAL(result, name, ...) \
  static result (*real)(__VA_ARGS__); \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < (int)sizeof ours) atomic_store(&ours[fd], is_ours(path));
  return fd;
}
#define OPENER(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
    if (is_ours(path) && meet(OPEN)) return -1; \
    return opened(real(path, flags, mode), path); \
  }
OPENER(open)
OPENER(open64)

#define WRITER(name, type) \
  ssize_t name(int fd, const void *bytes, size_t count, type offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, type); \
    int effect = is_open(fd) ? meet(WRITE) : 0; \
    if (effect == 1) return -1; \
    TIMED(ssize_t, real(fd, bytes, effect == 2 && count > 1 ? count / 2 : count, offset), is_open(fd)); \
  }
WRITER(pwrite, off_t)
WRITER(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  int effect = is_open(fd) ? meet(WRITE) : 0;
  if (effect == 1) return -1;
  return real(fd, bytes, effect == 2 && count > 1 ? count / 2 : count);
}
int fsync(int fd) {
  REAL(int, "fsync", int);
  if (is_open(fd) && meet(FSYNC)) return -1;
  TIMED(int, real(fd), is_open(fd));
}
int ftruncate(int fd, off_t length) { REAL(int, "ftruncate", int, off_t); return is_open(fd) && meet(FTRUNCATE) ? -1 : real(fd, length); }
int ftruncate64(int fd, off64_t length) { REAL(int, "ftruncate64", int, off64_t); return is_open(fd) && meet(FTRUNCATE) ? -1 : real(fd, length); }
int fallocate(int fd, int mode, off_t from, off_t length) { REAL(int, "fallocate", int, int, off_t, off_t); return is_open(fd) && meet(FALLOCATE) ? -1 : real(fd, mode, from, length); }
int clock_gettime(clockid_t clock, struct timespec *now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int result = real(clock, now);
  if (jump && clock == CLOCK_REALTIME) now->tv_sec += jump * ((atomic_fetch_add(&looks, 1) / 3) % 3 - 1);
  return result;
}
int fchmod(int fd, mode_t mode) { REAL(int, "fchmod", int, mode_t); return is_open(fd) && meet(FCHMOD) ? -1 : real(fd, mode); }
int rename(const char *from, const char *to) { REAL(int, "rename", const char *, const char *); return is_ours(to) && meet(RENAME) ? -1 : real(from, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  return is_ours(to) && meet(RENAME) ? -1 : real(a, from, b, to, flags);
}
int link(const char *from, const char *to) { REAL(int, "link", const char *, const char *); return is_ours(to) && meet(RENAME) ? -1 : real(from, to); }
int unlink(const char *path) { REAL(int, "unlink", const char *); return is_ours(path) && meet(UNLINK) ? -1 : real(path); }
int mkdir(const char *path, mode_t mode) { REAL(int, "mkdir", const char *, mode_t); return is_ours(path) && meet(MKDIR) ? -1 : real(path, mode); }
int utimensat(int folder, const char *path, const struct timespec times[2], int flags) {
  REAL(int, "utimensat", int, const char *, const struct timespec *, int);
  return is_ours(path) && meet(UTIMENSAT) ? -1 : real(folder, path, times, flags);
}
