import QtQuick
import Deepwell.Library
import Deepwell.Style

// What can be done with the model of a row; one menu for all rows.
PopMenu {
    id: root

    property string path
    property string name
    property bool usable: false
    property bool there: false  // of its files at least some
    signal presetRequested()
    signal headerRequested()
    signal deleteRequested()

    function openFor(row: InstalledRow, at: Item): void {
        path = row.path;
        name = row.name;
        usable = row.usable;
        there = row.size !== "";
        if (at) popup(at, at.width - width, at.height + 2);
        else popup();
    }

    objectName: "modelRowMenu"
    implicitWidth: 232

    PopMenuItem { objectName: "presetItem"; enabled: root.usable; iconName: "pencil"; text: qsTr("Preset…"); onTriggered: root.presetRequested() }
    PopMenuItem { objectName: "headerItem"; enabled: root.usable; iconName: "info"; text: qsTr("Details…"); onTriggered: root.headerRequested() }
    PopMenuItem {
        objectName: "verifyItem"
        enabled: root.there && Library.installed.checking === ""
        iconName: "check"
        text: qsTr("Verify SHA-256")
        onTriggered: Library.verify(root.path)
    }
    PopMenuSeparator {}
    PopMenuItem { objectName: "revealItem"; iconName: "folder"; text: qsTr("Show in folder"); onTriggered: Library.reveal(root.path) }
    PopMenuItem { objectName: "copyPathItem"; iconName: "copy"; text: qsTr("Copy path"); onTriggered: Library.copy(root.path) }
    PopMenuSeparator {}
    PopMenuItem { objectName: "deleteModelItem"; iconName: "trash"; danger: true; text: qsTr("Delete…"); note: qsTr("Del"); onTriggered: root.deleteRequested() }
}
