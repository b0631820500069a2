import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// What there is to say below a model: why it cannot be used, what a check has found or how far it is, and a way to repair it.
ColumnLayout {
    id: root

    required property QtObject row  // the InstalledRow
    signal repairing()

    spacing: 6

    component NoteLine: RowLayout {
        id: note

        property string iconName
        property color foreground
        property string text

        Layout.fillWidth: true
        spacing: Theme.space2

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            Layout.preferredWidth: 15
            Layout.preferredHeight: 15
            name: note.iconName
            color: note.foreground
        }
        Text {
            Layout.fillWidth: true
            text: note.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: note.foreground
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }

    NoteLine {
        objectName: "modelProblem"
        visible: root.row.problem !== ""
        iconName: "warning"
        foreground: Theme.danger
        text: root.row.problem
    }
    NoteLine {
        objectName: "checkResult"
        visible: root.row.checkKind > 0 && root.row.checkKind < 5
        iconName: root.row.checkKind < 3 ? "check" : "warning"
        foreground: root.row.checkKind === 1 ? Theme.link : root.row.checkKind === 2 ? Theme.textMuted : Theme.danger
        text: root.row.checkText + (root.row.checkHash !== "" ? "\nSHA-256 " + root.row.checkHash : "")
    }
    PushButton {
        objectName: "repairButton"
        visible: (root.row.checkKind === 3 || root.row.problem !== "") && Hub.canRepair(root.row.path)
        compact: true
        iconName: "download"
        text: qsTr("Repair")
        Accessible.description: qsTr("Downloads again only what is wrong")
        onClicked: if (Hub.repair(root.row.path)) root.repairing()
        Hint { visible: parent.hovered; text: qsTr("Downloads again only what is wrong") }
    }
    RowLayout {
        visible: root.row.checking
        Layout.fillWidth: true
        spacing: Theme.space2

        Text {
            text: qsTr("Computing SHA-256… %1 %").arg(Math.floor(Library.checkProgress * 100))
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
        ProgressLine {
            objectName: "checkProgress"
            Layout.fillWidth: true
            value: Library.checkProgress
        }
        PushButton {
            objectName: "cancelCheck"
            compact: true
            kind: "quiet"
            text: qsTr("Cancel")
            onClicked: Library.cancelVerify()
        }
    }
}
