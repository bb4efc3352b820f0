// What it costs to bring a file from the disk cache to where it is counted: reads into a buffer that is used again,
// or mappings. Every byte is touched once, which is much less than counting does.
//
//   cc -O2 -o /tmp/reading bench/Reading/reading.c
//   for way in "read 16384" "read 65536" "read 1048576" "map 0" "map 1048576"; do /tmp/reading FILE $way; done
//
// "map 0" maps all of it at once. Prints seconds of the process and the most memory it had.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t touch(const unsigned char *p, long n) {
    uint64_t sum = 0, word;
    for (long i = 0; i + 8 <= n; i += 8) {
        memcpy(&word, p + i, 8);
        sum += word;
    }
    return sum;
}

int main(int count, char **words) {
    if (count != 4)
        return fprintf(stderr, "usage: reading FILE read|map BYTES\n"), 64;
    int file = open(words[1], O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about) < 0)
        return perror(words[1]), 66;
    long window = atol(words[3]), size = about.st_size;
    uint64_t sum = 0;
    if (!strcmp(words[2], "map")) {
        window = window ? window : size;
        for (long at = 0; at < size; at += window) {
            long length = size - at < window ? size - at : window;
            unsigned char *part = mmap(0, length, PROT_READ, MAP_SHARED, file, at);
            if (part == MAP_FAILED)
                return perror("mmap"), 70;
            madvise(part, length, MADV_SEQUENTIAL);
            sum += touch(part, length);
            munmap(part, length);
        }
    } else {
        unsigned char *buffer = aligned_alloc(4096, window);
        long at = 0, length;
        for (; (length = pread(file, buffer, window, at)) > 0; at += length)
            sum += touch(buffer, length);
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%-4s %8s  user %.3f s  system %.3f s  %.1f MB  (%llx)\n", words[2], words[3],
           used.ru_utime.tv_sec + used.ru_utime.tv_usec / 1e6, used.ru_stime.tv_sec + used.ru_stime.tv_usec / 1e6,
           used.ru_maxrss / 1024.0, (unsigned long long)sum);
    return 0;
}
