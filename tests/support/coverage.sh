#!/bin/sh
# Prints which share of each C file's lines the tests have reached, least first, then the whole.
#   usage: coverage.sh BUILD      (a build with --coverage whose tests have run)
set -u
find "$1" -name '*.gcda' | while read -r data; do
  gcov --no-output --object-directory "${data%/*}" "$data" 2>/dev/null
done | awk '
  /^File / { file = $0; gsub(/^File .|.$/, "", file) }
  /^Lines executed:/ && file ~ /^src\// {
    split($0, part, /[:% ]+/)              # Lines executed:87.50% of 40
    share = part[3]; lines = part[5]
    if (!(file in best) || share > best[file]) { best[file] = share; size[file] = lines }
    file = ""
  }
  END {
    for (file in best) {
      printf "%6.1f %%  %5d lines  %s\n", best[file], size[file], file | "sort -n"
      reached += best[file] * size[file]; total += size[file]
    }
    close("sort -n")
    if (!total) { print "no coverage data"; exit 1 }
    printf "%6.1f %%  %5d lines  all of src\n", reached / total, total
  }'
