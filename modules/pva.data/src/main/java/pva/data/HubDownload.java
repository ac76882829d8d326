package pva.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import pva.base.ProcessLock;
import pva.base.Progress;

/**
 * Brings one blob into the cache: under its lock, after a look at the disk's free space, resumed where an earlier download
 * stopped, and renamed into place only when its bytes are those that its tag names.
 *
 * <p><b>Limitation:</b> the locks of Python's huggingface_hub are of another kind and are not seen; nothing here needs them,
 * because each program writes files of its own name and renames them when they are whole.
 */
record HubDownload(HubClient client, RetryRule retry, HubRepository repository, URI source, String etag, OptionalLong size,
    HubFaults faults, Progress progress) {

  void run() {
    Path blob = repository.blob(etag);
    try {
      if (Files.exists(blob)) {
        return;
      }
      try (ProcessLock lock = ProcessLock.take(repository.lock(etag),
          () -> progress.note("another process downloads " + faults.path() + "; waiting for it"))) {
        if (!Files.exists(blob)) {
          Files.createDirectories(blob.getParent());
          fetch(blob, partial(blob));
        }
      }
    } catch (IOException e) {
      throw faults.disk(e, blob);
    }
  }

  /**
   * The name is ours alone, because Python's locks and Java's do not see each other; what older versions of huggingface_hub
   * left behind is taken over as a copy.
   */
  private static Path partial(Path blob) throws IOException {
    Path partial = ours(blob);
    Path theirs = blob.resolveSibling(blob.getFileName() + ".incomplete");
    if (!Files.exists(partial) && Files.isRegularFile(theirs)) {
      Files.copy(theirs, partial);
    }
    return partial;
  }

  static Path ours(Path blob) {
    return blob.resolveSibling(blob.getFileName() + ".pva.incomplete");
  }

  private void fetch(Path blob, Path partial) throws IOException {
    for (boolean again = false; ; again = true) {
      transfer(partial);
      if (BlobCheck.holds(partial, etag)) {
        if (!BlobCheck.isChecksum(etag)) {
          progress.note("the server names no checksum of " + faults.path() + "; only its size was checked");
        }
        Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      Files.delete(partial);
      if (again) {
        throw faults.wrongBytes("its checksum is not " + etag);
      }
      progress.note(faults.path() + " came damaged; fetching it again from the start");
    }
  }

  private void transfer(Path partial) throws IOException {
    requireSpace(partial);
    Patience patience = new Patience(retry, progress);
    try (Progress.Task task = progress.start("download " + faults.path(), size.orElse(0), "bytes");
        PartialBlob blob = new PartialBlob(partial, size, faults, task)) {
      while (!blob.whole()) {
        long before = blob.length();
        try {
          client.stream(source, before, blob, faults);
          if (size.isEmpty()) {
            break;
          }
          if (!blob.whole()) {
            throw faults.lost(null, source);
          }
        } catch (PassingFault fault) {
          if (blob.length() > before) {
            patience.gained();
          }
          patience.bear(fault);
        }
      }
      blob.force();
    }
  }

  private void requireSpace(Path partial) throws IOException {
    long present = Files.exists(partial) ? Files.size(partial) : 0;
    long free = Files.getFileStore(partial.getParent()).getUsableSpace();
    if (size.orElse(0) - present > free) {
      throw faults.noSpace(size.getAsLong() - present, free, partial.getParent());
    }
  }
}
