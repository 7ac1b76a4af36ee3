-- The sum of 1 to 10.

sum = 0
for i = 1, 9 do
  sum = sum + i
end

print(sum)
