/* The ceiling: how fast one core finds every segment terminator. Prints what the bench's child processes print. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
  FILE *in = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (in == NULL) return 1;
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  const size_t room = 262144;
  char *chunk = malloc(room);
  long segments = 0;
  for (size_t size; (size = fread(chunk, 1, room, in)) > 0;) {
    const char *at = chunk, *end = chunk + size;
    while ((at = memchr(at, '~', (size_t)(end - at))) != NULL) {
      segments += 1;
      at += 1;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
  printf("{\"seconds\":[%.6f],\"rssBytes\":0,\"counts\":{\"segments\":%ld}}\n", seconds, segments);
  return 0;
}
