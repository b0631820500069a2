import QtQuick
import QtQuick.Dialogs

// The file dialogs, made when they are first needed.
Item {
    id: root

    property url startFolder
    signal fileChosen(url url)
    signal folderChosen(url url)
    signal chosen(url url)   // either

    function openFile(): void { file.active = true; if (startFolder != "") file.item.currentFolder = startFolder; file.item.open(); }
    function openFolder(): void { folder.active = true; if (startFolder != "") folder.item.currentFolder = startFolder; folder.item.open(); }

    Loader {
        id: file

        active: false
        sourceComponent: FileDialog {
            title: qsTr("Open model")
            nameFilters: [qsTr("Models (*.gguf *.safetensors)"), qsTr("All files (*)")]
            onAccepted: { root.fileChosen(selectedFile); root.chosen(selectedFile); }
        }
    }
    Loader {
        id: folder

        active: false
        sourceComponent: FolderDialog {
            title: qsTr("Open model folder")
            onAccepted: { root.folderChosen(selectedFolder); root.chosen(selectedFolder); }
        }
    }
}
