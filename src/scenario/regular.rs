//! Files from outside: regular ones only, and none that is too long. A pipe would be waited for without end, and a device
//! would fill the memory.

use std::fs::File;
use std::io::{self, Read as _, Take};
use std::path::Path;

/// Opens a regular file, to be read piece by piece. Of one that grows meanwhile, no more than `most` bytes are read.
///
/// # Errors
/// Where it can not be opened, is no regular file, or has more bytes than that.
pub(crate) fn open(path: &Path, most: u64) -> io::Result<Take<File>> {
    // Looked at before it is opened: opening a pipe waits for whoever writes into it.
    let data = path.metadata()?;
    if !data.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    if data.len() > most {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it has {} bytes, and {most} are the most it may have", data.len()),
        ));
    }
    Ok(File::open(path)?.take(most))
}

/// The bytes of a regular file.
///
/// # Errors
/// As [`open`].
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path, most)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_some_length_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert!(read(&path, 4).unwrap_err().to_string().contains("has 5 bytes, and 4 are the most"));
        assert!(read(folder.path(), 5).unwrap_err().to_string().contains("not a regular file"));
    }

    #[cfg(unix)]
    #[test]
    fn neither_a_device_nor_a_pipe_is_waited_for() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        for path in [pipe.as_path(), Path::new("/dev/zero")] {
            assert!(read(path, 5).unwrap_err().to_string().contains("not a regular file"));
        }
    }
}
