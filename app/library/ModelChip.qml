import QtQml
import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Bridge
import Deepwell.Commands
import Deepwell.Library
import Deepwell.Style

// Names the model, shows how far loading is, and opens the menu of models.
AbstractButton {
    id: root

    required property EngineHost engine
    property int widest: 360
    readonly property string words: engine.loading ? qsTr("Loading %1").arg(label(engine.loadingPath))
                                  : engine.ready ? (engine.isPocket ? qsTr("Pocket model") : engine.name) : qsTr("No model")
    signal libraryRequested()
    signal openFileRequested()
    signal openFolderRequested()
    signal presetRequested()

    function label(path: string): string { return path === "pocket" ? qsTr("Pocket model") : Library.nameOf(path); }
    function openMenu(): void { menu.open(); }
    // With the choice of devices.
    function openDevices(): void {
        menu.open();
        for (let i = 0; i < menu.count; ++i) {
            if (menu.itemAt(i).subMenu !== deviceMenu) continue;
            menu.currentIndex = i;
            deviceMenu.openBeside(menu.itemAt(i));
        }
    }

    objectName: "modelChip"
    implicitHeight: Theme.controlHeight - 2
    implicitWidth: Math.min(widest, row.implicitWidth + 22)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: words
    onClicked: if (menu.opened) menu.close(); else menu.open()
    Keys.onReturnPressed: clicked()
    Keys.onDownPressed: menu.open()
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Model: %1").arg(words)
    Accessible.description: engine.ready ? engine.detail : ""
    Accessible.onPressAction: clicked()

    Hint {
        visible: root.hovered && !menu.visible && root.engine.ready && !root.engine.loading
        text: root.engine.detail
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.down || menu.visible ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        Behavior on color { ColorAnimation { duration: Theme.quick } }
        clip: true

        Rectangle {
            visible: root.engine.loading
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 1
            x: 10
            width: (parent.width - 20) * root.engine.progress
            height: 2
            radius: 1
            color: Theme.accent
            Behavior on width { NumberAnimation { duration: Theme.calm } }
        }
        FocusRing { control: root; gap: 0 }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 8

            Item {
                anchors.verticalCenter: parent.verticalCenter
                width: 18
                height: 18

                ProgressRing {
                    anchors.fill: parent
                    visible: root.engine.loading
                    value: root.engine.progress > 0 ? root.engine.progress : -1
                }
                Icon {
                    anchors.fill: parent
                    visible: !root.engine.loading
                    name: "model"
                    color: root.engine.ready ? Theme.accent : Theme.textMuted
                }
            }
            Text {
                objectName: "modelName"
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, root.widest - 90 - (percent.visible ? percent.width : 0))
                text: root.words
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
            }
            Text {
                id: percent

                anchors.verticalCenter: parent.verticalCenter
                visible: root.engine.loading
                text: qsTr("%1 %").arg(Math.round(root.engine.progress * 100))
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 15
                height: 15
                name: "chevron-down"
                color: Theme.textFaint
            }
        }
    }

    PopMenu {
        id: menu

        objectName: "modelMenu"
        y: root.height + 4
        implicitWidth: 380
        onAboutToShow: { Library.start(); root.engine.refreshPlacement(); root.engine.devices.refresh(); }

        PopMenuItem {
            objectName: "pocketItem"
            iconName: "model"
            text: qsTr("Pocket model")
            detail: qsTr("A tiny demonstration, comes with Deepwell")
            note: root.engine.isPocket && root.engine.ready ? "✓" : ""
            onTriggered: root.engine.load("pocket")
        }
        // A Repeater would put them behind the items that are written out below.
        Instantiator {
            model: Library.chooser
            onObjectAdded: (index, item) => menu.insertItem(index + 1, item)
            onObjectRemoved: (index, item) => menu.removeItem(item)

            delegate: PopMenuItem {
                required property var modelData
                required property int index

                objectName: "recentItem" + index
                iconName: "model"
                text: modelData.name
                detail: modelData.detail
                note: root.engine.ready && root.engine.path === modelData.path ? "✓" : ""
                onTriggered: root.engine.load(modelData.path)
            }
        }
        PopMenuSeparator {}
        PopMenuItem {
            objectName: "allModelsItem"
            iconName: "search"
            text: qsTr("All models…")
            onTriggered: root.libraryRequested()
        }
        PopMenuItem {
            objectName: "openFileItem"
            iconName: "file"
            text: qsTr("Open model file…")
            note: KeyNames.native("Ctrl+O", KeyNames.language)
            onTriggered: root.openFileRequested()
        }
        PopMenuItem {
            objectName: "openFolderItem"
            iconName: "folder"
            text: qsTr("Open model folder…")
            onTriggered: root.openFolderRequested()
        }
        PopMenuSeparator {}
        DeviceMenu { id: deviceMenu; engine: root.engine }
        PopMenuItem {
            objectName: "modelPresetItem"
            enabled: root.engine.ready && !root.engine.loading
            iconName: "pencil"
            text: qsTr("Preset of this model…")
            detail: qsTr("System prompt, thinking, context, sampling")
            onTriggered: root.presetRequested()
        }
        PopMenuSeparator {}
        PopMenuItem {
            objectName: "cancelItem"
            visible: root.engine.loading
            iconName: "close"
            text: qsTr("Cancel loading")
            onTriggered: root.engine.cancelLoad()
        }
        PopMenuItem {
            objectName: "unloadItem"
            visible: !root.engine.loading
            enabled: root.engine.ready
            iconName: "eject"
            text: qsTr("Unload model")
            onTriggered: root.engine.unload()
        }
    }
}
