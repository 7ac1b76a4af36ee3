/* read_png.c: reads a PNG by libpng and writes it as a PPM (P6) to standard output, for the Lua
 * tests: a reader that is not ours says whether a picture is one. Status 1 where it is not. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (argc != 2 || !png_image_begin_read_from_file(&image, argv[1])) {
        fprintf(stderr, "%s\n", argc == 2 ? image.message : "usage: read_png FILE");
        return 1;
    }
    image.format = PNG_FORMAT_RGB;
    png_bytep pixels = malloc(PNG_IMAGE_SIZE(image));
    if (!pixels || !png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        fprintf(stderr, "%s\n", image.message);
        return 1;
    }
    printf("P6\n%u %u\n255\n", (unsigned)image.width, (unsigned)image.height);
    fwrite(pixels, 1, PNG_IMAGE_SIZE(image), stdout);
    free(pixels);
    return ferror(stdout) ? 1 : 0;
}
